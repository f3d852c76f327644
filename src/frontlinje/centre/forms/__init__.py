"""How is a part of the document asked for on a page? Forms made from the document's own types."""
