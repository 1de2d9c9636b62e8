"""Writes controls.json: what the checks are called that other tools have for AWS, and what they are about.

Run it with the Python of an environment that holds Checkov, and give it the other three tools:

    python3 -m venv /tmp/tools && /tmp/tools/bin/pip install checkov==3.3.30
    pip download --no-deps --dest /tmp/tools prowler==5.46.0
    (cd /tmp/tools && npm pack cdk-nag@3.0.2 && tar xzf cdk-nag-*.tgz)
    (cd /tmp/tools && go mod init tools && go mod download -json github.com/aquasecurity/trivy-checks@v1.10.0)
    /tmp/tools/bin/python test/policy/equivalents/refresh.py PROWLER_WHEEL CDK_NAG_FOLDER TRIVY_CHECKS_FOLDER

The Go command prints TRIVY_CHECKS_FOLDER as "Dir".
"""

import datetime
import json
import logging
import pathlib
import re
import sys
import zipfile
from importlib.metadata import version

OUTPUT = pathlib.Path(__file__).with_name("controls.json")
FRAMEWORKS = {
    "fsbp": "aws_foundational_security_best_practices_aws.json",
    "cis-aws-7.0": "cis_7.0_aws.json",
}


def checkov():
    """Title and Terraform types of each check. `types` is empty for a check on any type."""
    logging.disable(logging.CRITICAL)
    from checkov.common.checks_infra.registry import get_graph_checks_registry
    from checkov.terraform.checks.data.registry import data_registry
    from checkov.terraform.checks.resource.registry import resource_registry
    from checkov.terraform.runner import Runner

    Runner()  # Loads the checks.
    graph = get_graph_checks_registry("terraform")
    graph.load_checks()
    found = [(check, check.resource_types) for check in graph.checks]
    for registry in (resource_registry, data_registry):
        for by_type in (registry.checks, registry.wildcard_checks):
            found += [(check, check.supported_entities) for checks in by_type.values() for check in checks]
    controls = {}
    for check, types in found:
        if re.fullmatch(r"CKV2?_AWS_\d+", check.id):
            known = controls.get(f"checkov:{check.id}", {"types": []})["types"]
            controls[f"checkov:{check.id}"] = {"title": check.name, "types": sorted({*known, *(types or [])})}
    return controls


def prowler(wheel):
    """Title of each control of the two frameworks, and the types of resources that Prowler's checks for it report."""
    with zipfile.ZipFile(wheel) as archive:
        read = lambda name: json.loads(archive.read(name))
        types = {
            pathlib.PurePath(name).name.removesuffix(".metadata.json"): read(name)["ResourceType"]
            for name in archive.namelist()
            if name.startswith("prowler/providers/aws/") and name.endswith(".metadata.json")
        }
        return {
            f"{prefix}:{control['Id']}": {
                "title": control.get("Name") or control["Description"],
                "types": sorted({types[check] for check in control["Checks"] if check in types}),
            }
            for prefix, file in FRAMEWORKS.items()
            for control in read(f"prowler/compliance/aws/{file}")["Requirements"]
        }


def cdk_nag(folder):
    """Title of each rule. A rule of AwsSolutions has a short id (`RDS2`), the others the rule's own name."""
    controls = {}
    for line in (folder / "RULES.md").read_text().splitlines():
        cells = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cell).strip() for cell in line.strip().strip("|").split("|")]
        row = re.fullmatch(r"(?:AwsSolutions|HIPAA\.Security|NIST\.800\.53\.R[45]|PCI\.DSS\.321|Serverless)-(\w+)", cells[0])
        if row and len(cells) > 1:
            controls[f"cdk-nag:{row[1]}"] = {"title": cells[1].rstrip(".")}
    return controls


def trivy(folder):
    """Title of each check."""
    controls = {}
    for file in (folder / "checks/cloud/aws").rglob("*.rego"):
        text = file.read_text()
        title = re.search(r"^# title: *(.+)$", text, re.M)
        number = re.search(r"^# +(?:avd_)?id: *(?:AVD-)?(AWS-\d{4})$", text, re.M)
        if title and number:
            controls[f"trivy:{number[1]}"] = {"title": title[1].strip("'\"")}
    return controls


def main():
    wheel, nag, rego = map(pathlib.Path, sys.argv[1:])
    controls = {**checkov(), **prowler(wheel), **cdk_nag(nag), **trivy(rego)}
    sources = {
        "checkov": f"checkov {version('checkov')} (PyPI)",
        "prowler": f"{'-'.join(wheel.name.split('-')[:2]).replace('-', ' ')} (PyPI), for fsbp and cis-aws-7.0",
        "cdk-nag": f"cdk-nag {json.loads((nag / 'package.json').read_text())['version']} (npm)",
        "trivy": f"{rego.name.replace('@v', ' ')} (Go module)",
    }
    lines = ",\n".join(f"    {json.dumps(key)}: {json.dumps(controls[key])}" for key in sorted(controls))
    head = f'  "read": {json.dumps(datetime.date.today().isoformat())},\n  "sources": {json.dumps(sources)}'
    OUTPUT.write_text(f'{{\n{head},\n  "controls": {{\n{lines}\n  }}\n}}\n')


main()
