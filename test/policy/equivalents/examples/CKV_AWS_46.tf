resource "aws_instance" "bad" {
  ami = "ami-1"
  instance_type = "t4g.small"
  user_data = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMAAA"
}
