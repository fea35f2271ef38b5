"""Where the frozen program begins."""

from roomflow.__main__ import main

main()
