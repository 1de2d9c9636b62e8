resource "aws_secretsmanager_secret" "bad" {}
