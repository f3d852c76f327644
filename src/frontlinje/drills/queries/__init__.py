"""What is asked across the tables of this room and of those below?"""
