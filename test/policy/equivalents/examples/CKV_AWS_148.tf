resource "aws_default_vpc" "bad" {}
