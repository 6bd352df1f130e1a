"""Checks that find figures which contradict each other. Pure: figures in, findings out."""
