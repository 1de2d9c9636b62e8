/** A domain name in ACM's form, a leading `*.` allowed. https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
export const DOMAIN = /^(\*\.)?((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+(?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9]$/;

export const EMAIL = /^[^\s@"(),:;<>[\\\]]+@((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+[A-Za-z]{2,63}$/;

/** Whether a certificate's name, which may be a wildcard for one label, stands for the domain. */
export function covers(certificateName: string, domain: string): boolean {
    const name = certificateName.toLowerCase();
    const wanted = domain.toLowerCase();
    return name === wanted || (name.startsWith("*.") && wanted.slice(wanted.indexOf(".")) === name.slice(1));
}

/** Without the dot at the end, in lower case. */
export const normal = (domain: string): string => domain.replace(/\.$/, "").toLowerCase();

/** Whether it is the parent domain or lies below it. */
export function isWithin(domain: string, parent: string): boolean {
    return normal(domain) === normal(parent) || normal(domain).endsWith(`.${normal(parent)}`);
}
