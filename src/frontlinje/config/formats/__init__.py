"""How are dates and times written where Django's own way is not the one in the Nordic countries?"""
