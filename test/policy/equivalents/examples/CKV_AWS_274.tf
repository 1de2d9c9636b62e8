resource "aws_iam_role_policy_attachment" "bad" {
  role = "bad"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
