/** The Debian packages that `fit` names, against the release that hosts run. */
import { DEBIAN_LIBRARIES, WITHOUT_DEBIAN_PACKAGE } from "../../../../fit/rules/packages";
import { tryInstalling } from "../../../../debian/tree";
import { suiteWith } from "../../../support/suites";

const libraries = [...new Set(Object.values(DEBIAN_LIBRARIES).flatMap((names) => names.split(" ")))];
const DROPPED = "wkhtmltopdf";

/** Packages that apt does not find. */
const missing = async (names: readonly string[], architecture: "amd64" | "arm64"): Promise<string[]> => {
    try {
        await tryInstalling(names, architecture);
        return [];
    } catch (error) {
        const said = [
            ...String(error).matchAll(
                /^E: (?:Unable to locate package (\S+)|Package '(\S+)' has no installation candidate)$/gm,
            ),
        ];
        if (said.length === 0) throw error;
        return said.map(([, unknown, obsolete]) => unknown ?? obsolete ?? "");
    }
};

suiteWith({ mmdebstrap: "mmdebstrap" }, "Debian 13", () => {
    test("has every library that fit tells people to add", async () => {
        expect(libraries.length).toBeGreaterThan(15);
        expect(await missing(libraries, "arm64")).toEqual([]);
    });

    test("has them on the other architecture too, and does not have what fit says it lacks", async () => {
        expect(WITHOUT_DEBIAN_PACKAGE).toHaveProperty(DROPPED);
        expect(await missing([...libraries, DROPPED], "amd64")).toEqual([DROPPED]);
    });
});
