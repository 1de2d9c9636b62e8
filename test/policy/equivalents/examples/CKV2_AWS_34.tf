resource "aws_ssm_parameter" "bad" {
  name = "/hrms/db-password"
  type = "String"
  value = "x"
}
