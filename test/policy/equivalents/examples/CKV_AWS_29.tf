resource "aws_elasticache_replication_group" "bad" {
  at_rest_encryption_enabled = false
}
