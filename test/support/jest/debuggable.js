/** Pulumi's module, as the program changes it. In Jest, traces take even more: two thirds of the time of a suite that makes a whole stack. */
require("../../../components/internal/promise-traces");
module.exports = require("@pulumi/pulumi/runtime/debuggable.js");
