resource "aws_kms_key" "bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:*", Principal = "*", Resource = "*" }] })
}
