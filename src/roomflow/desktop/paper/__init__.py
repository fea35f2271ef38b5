"""What is printed: slips, packs of paper tickets."""
