resource "aws_ebs_volume" "bad" {
  availability_zone = "eu-central-1a"
  size = 8
}

resource "aws_backup_selection" "bad" {
  iam_role_arn = "arn"
  name = "bad"
  plan_id = "p"
  resources = ["arn:aws:rds:eu-central-1:123456789012:db:x"]
}
