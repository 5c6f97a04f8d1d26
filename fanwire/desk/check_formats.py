"""What `check` and `audit` print: text for people, JSON for scripts, annotations for GitHub, SARIF for other tools.

GitHub's form is that of workflow commands (https://docs.github.com/actions, "Workflow commands"); SARIF is version
2.1.0 of OASIS (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from fanwire import __version__
from fanwire.errors import Problem
from fanwire.records.check import Audit, CheckReport, Finding, SaidClaim
from fanwire.records.record import asdict

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def check_text(report: CheckReport, codes: Mapping[str, str], form: str) -> str:
    """Write a report as `text`, `json`, `github` or `sarif`, without a line end; `codes` explains each code."""
    return FORMS[form](report, codes)


def _text(report: CheckReport, codes: Mapping[str, str]) -> str:  # noqa: ARG001 - all forms take the same
    return "\n".join([*map(_line, report.findings), _total(report)])


def _line(finding: Finding) -> str:
    return str(Problem(finding.where, f"{finding.code} {finding.message}", finding.hint))


def _total(report: CheckReport) -> str:
    errors = report.errors
    parts = [_counted(errors, "error")] if errors else []
    parts.append(_counted(len(report.findings) - errors, "warning"))
    silenced = f"; {report.silenced} silenced" if report.silenced else ""
    return f"{_received(report)}{' and '.join(parts)} in {_counted(report.files, 'file')}{silenced}"


def _received(report: CheckReport) -> str:
    """Say what subscribers will see: `subscribers: 2 new items, 1 updated, 0 sent again`."""
    if not report.subscribers:
        return ""
    each = report.subscribers
    return f"subscribers: {_counted(each.new, 'new item')}, {each.updated} updated, {each.again} sent again\n"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _json(report: CheckReport, codes: Mapping[str, str]) -> str:  # noqa: ARG001 - all forms take the same
    findings = [_as_json(finding) for finding in report.findings]
    whole = {"findings": findings, "errors": report.errors, "files": report.files, "silenced": report.silenced}
    if report.subscribers:
        whole["subscribers"] = asdict(report.subscribers)
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _as_json(finding: Finding) -> dict[str, object]:
    where = finding.where
    return {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
    }


def _github(report: CheckReport, codes: Mapping[str, str]) -> str:
    return "\n".join([*(_annotation(finding, codes) for finding in report.findings), _total(report)])


def _annotation(finding: Finding, codes: Mapping[str, str]) -> str:
    where = finding.where
    place = {"file": where.file, "line": where.line, "col": where.column, "title": _titled(finding, codes)}
    fields = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{finding.severity} {fields}::{_data(text)}"


def _titled(finding: Finding, codes: Mapping[str, str]) -> str:
    return f"{finding.code} {codes.get(finding.code, '')}".strip()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(report: CheckReport, codes: Mapping[str, str]) -> str:
    order = list(codes)
    rules = [{"id": code, "shortDescription": {"text": says}} for code, says in codes.items()]
    driver = {"name": "fanwire check", "semanticVersion": __version__, "rules": rules}
    results = [_result(finding, order) for finding in report.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _result(finding: Finding, order: list[str]) -> dict[str, object]:
    where = finding.where
    region = {"startLine": where.line, "startColumn": where.column or 1} if where.line else {}
    place: dict[str, object] = {"artifactLocation": {"uri": quote(where.file)}}
    if region:
        place["region"] = region
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": f"{finding.message}. {finding.hint}" if finding.hint else finding.message},
        "locations": [{"physicalLocation": place}],
    }
    return result | ({"ruleIndex": order.index(finding.code)} if finding.code in order else {})


FORMS: Mapping[str, Callable[[CheckReport, Mapping[str, str]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}
"""The forms that `--format` names."""


def audit_text(audit: Audit) -> str:
    """Write what `audit` found for people: elements, claims, defects."""
    page = audit.scraped
    elements = [
        f"  headline   {page.headline or 'none found'}",
        f"  dek        {page.dek or 'none found'}",
        f"  date       {page.date or 'none found'}",
        f"  by-line    {page.byline or 'none found'}",
        f"  tables     {page.tables}",
        f"  links      {len(page.links)}",
    ]
    claims = [line for claim in audit.claims for line in _claim_lines(claim)]
    defects = [f"  {line}" for finding in audit.findings for line in _line(finding).split("\n")]
    heads = [f"Claims ({len(audit.claims)})", f"Defects ({len(audit.findings)})"]
    lines = ["Elements", *elements, heads[0], *claims, heads[1], *defects]
    return "\n".join(map(_printable, lines))


def _printable(line: str) -> str:
    """Take out what would move a terminal's cursor: the words are a stranger's."""
    return "".join(char if char.isprintable() else " " for char in line)


def _claim_lines(claim: SaidClaim) -> Iterable[str]:
    """Write a claim in the page's words, and what was understood of it: season, question, answer, level, speaker."""
    yield f"  {claim.line}: {claim.sentence}"
    understood = f"{claim.season or 'season ?'}, {claim.question}: {claim.says or '?'}"
    yield f"      {understood}; {claim.level}; {claim.by or 'nobody named'}"
    if claim.known:
        yield f"      ledger: {claim.known}"
