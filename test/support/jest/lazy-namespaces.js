/**
 * Transforms @pulumi/aws/index.js, which loads 240 namespaces of AWS, so that it loads each when a suite first uses it. The
 * SDK itself does so with the resources of a namespace.
 */
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");

const EAGER = /^const (\w+) = __importStar\(require\("(\.\/\w+)"\)\);\nexports\.\1 = \1;$/gm;
const LAZY = 'Object.defineProperty(exports, "$1", { enumerable: true, get: () => require("$2") });';

const VERSION = readFileSync(__filename);

module.exports = {
    process: (source) => ({ code: source.replace(EAGER, LAZY) }),
    getCacheKey: (source) => createHash("sha256").update(VERSION).update(source).digest("hex"),
};
