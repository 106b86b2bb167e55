"""The week builder in the product: weekly orders, proposals of a week, publishing, repair."""
