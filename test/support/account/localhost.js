/**
 * Names below localhost are this machine: RFC 6761, section 6.3. Not every resolver knows that, and S3 Control puts the account
 * in front of the endpoint's name. Loaded with `node --require`, or in a test.
 */
const dns = require("node:dns");

const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(/\.localhost$/.test(name) ? "localhost" : name, ...rest);
