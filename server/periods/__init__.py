"""The stretches of days that registers count by, when they are due, and which of them are closed for whom."""
