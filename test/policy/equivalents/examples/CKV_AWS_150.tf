resource "aws_lb" "bad" {
  load_balancer_type = "application"
  internal = false
}
