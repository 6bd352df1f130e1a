"""Reads a file of counts that somebody sends: any spreadsheet, every fault named. No Django."""
