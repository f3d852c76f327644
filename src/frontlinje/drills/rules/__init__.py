"""What can be decided about day models and drills without looking anything up?"""
