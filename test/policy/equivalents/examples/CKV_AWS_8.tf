resource "aws_instance" "bad" {
  ami = "ami-1"
  instance_type = "t4g.small"
  root_block_device {
    encrypted = false
  }
}
