"""What customers see: the form with which they write to us, and the receipt for it.

Works without JavaScript, in three languages. Start with ``views.contact_form``.
"""
