"""How are day models and drills asked for on screens?"""
