resource "aws_wafv2_web_acl" "bad" {
  name = "bad"
  scope = "REGIONAL"
}
