"""What do the rows say of a run and its contacts?"""
