resource "aws_iam_policy" "bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:CreatePolicyVersion"], Resource = "*" }] })
}
