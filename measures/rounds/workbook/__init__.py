"""The workbook of a partner: lay-out, writing, and reading what came back. No rows, no clock."""
