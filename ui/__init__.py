"""The faces of the program: the window (Qt) and the command line. They read models and write only through operations."""
