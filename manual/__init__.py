"""What the documentation site has that no person writes: pages made from the code, and pictures.

``python -m manual`` writes the pages of `manual.pages.PAGES` into ``docs/reference/``; a test
fails while a page there says anything else than the code. ``python -m manual.pictures`` takes the
pictures in ``docs/images/`` anew.
"""
