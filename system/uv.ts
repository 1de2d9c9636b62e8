/** The version of uv that installs the tests' Python programs and answers `fit`, whose faults.ts reads its messages. */
export const UV_VERSION = "0.13.9";
