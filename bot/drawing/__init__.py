"""A program of its own: reads what a picture says from stdin, writes the PNG to stdout.

It runs only as long as it draws, so the bot itself never loads a drawing library.
"""
