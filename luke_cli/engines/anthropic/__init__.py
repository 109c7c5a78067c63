"""The engine of a language model: grounded, bounded, replayable.

design --asks--> session --looks in--> tape     what was answered before costs nothing
                         --keeps to--> budget   dollars, tokens, minutes, requests
                         --sends by--> client   the only one that knows the library
"""
