resource "aws_lb" "bad" {
  load_balancer_type = "application"
  internal = false
}

resource "aws_lb_listener" "bad" {
  load_balancer_arn = aws_lb.bad.arn
  port = 80
  protocol = "HTTP"
  default_action {
    type = "forward"
    target_group_arn = "arn"
  }
}
