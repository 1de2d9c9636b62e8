/** A domain name in ACM's form. It can begin with `*.`. https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
export const DOMAIN = /^(\*\.)?((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+(?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9]$/;

export const EMAIL =
    /^[^\s@"(),:;<>[\\\]]+@((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{0,58}[A-Za-z0-9])$/;

/** Whether a name of a certificate covers the domain. The name can have a wildcard for one label. */
export function covers(certificateName: string, domain: string): boolean {
    const name = certificateName.toLowerCase();
    const wanted = domain.toLowerCase();
    return name === wanted || (name.startsWith("*.") && wanted.slice(wanted.indexOf(".")) === name.slice(1));
}

/** The domain in lower case, without the dot at the end. */
export const normal = (domain: string): string => domain.replace(/\.$/, "").toLowerCase();

/** Whether the domain is the parent domain or one of its subdomains. */
export function isWithin(domain: string, parent: string): boolean {
    return normal(domain) === normal(parent) || normal(domain).endsWith(`.${normal(parent)}`);
}
