"""The engine of a language model: grounded, bounded, replayable.

    design, develop --ask--> session --looks in--> tape     what was answered costs nothing again
                                     --keeps to--> budget   dollars, tokens, minutes, requests
                                     --sends by--> client   the only one that knows the library

In the design phase it proposes facts, in the develop phase it writes what is left open. What it
proposes goes the way of every other fact; what it writes is kept if it is proved.
"""
