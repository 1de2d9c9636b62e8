resource "aws_lb_listener" "bad" {
  load_balancer_arn = "arn"
  port = 443
  protocol = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS-1-0-2015-04"
  default_action {
    type = "forward"
    target_group_arn = "arn"
  }
}
