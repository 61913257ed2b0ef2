"""What the figures of a query mean: which documented figure a value carries, over what it varies, in which unit."""
