resource "aws_cloudfront_response_headers_policy" "bad" {
  name = "bad"
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 60
      include_subdomains         = true
      override                   = true
      preload                    = true
    }
  }
}
