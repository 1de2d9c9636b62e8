resource "aws_s3_bucket_public_access_block" "bad" {
  bucket = "bad"
  restrict_public_buckets = false
}
