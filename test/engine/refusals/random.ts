import * as random from "@pulumi/random";
import { casesOf } from "./support/table";

export const cases = [
    ...casesOf(random.RandomPassword, () => ({ length: 24 }), [
        ["random-password-length", { length: 0 }, "expected length to be in the range (1 -"],
        [
            "random-password-minimums",
            { length: 4, minLower: 3, minUpper: 3 },
            "length value must be at least sum of min_upper + min_lower + min_numeric + min_special (6), got: 4",
        ],
    ]),
    ...casesOf(random.RandomId, () => ({ byteLength: 4 }), [
        ["random-id-length", { byteLength: 0 }, "expected byteLength to be in the range (1 -"],
    ]),
];
