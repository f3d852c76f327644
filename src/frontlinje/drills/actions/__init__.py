"""What can be done to day models and drills?"""
