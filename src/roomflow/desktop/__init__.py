"""The desk window: everything that touches Qt lives in here and nowhere else."""
