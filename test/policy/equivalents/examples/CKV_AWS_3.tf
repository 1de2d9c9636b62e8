resource "aws_ebs_volume" "bad" {
  availability_zone = "eu-central-1a"
  size = 8
}
