"""As much of Asterisk's dialplan as docs/examples/extensions.conf uses, so that the requests it makes are made.

A channel runs a context line by line. Variables, expressions and the functions CURL, STRFTIME, CALLERID, REGEX and IF
are evaluated as Asterisk does; what plays or rings is only noted down. Read() and Queue() do what the test says.
"""
import re
import time
import urllib.error
import urllib.request


def split(text, delimiter, most):
    """Arguments as Asterisk separates them: the last one is everything that is left, untouched."""
    parts, depth, quoted, begin = [], 0, False, 0
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == delimiter and depth == 0 and not quoted and len(parts) < most - 1:
            parts.append(text[begin:at])
            begin = at + 1
    return parts + [text[begin:]]


def matching(text, begin):
    """Index of the bracket that closes the one at begin."""
    depth, pair = 0, {"{": "}", "[": "]", "(": ")"}[text[begin]]
    for at in range(begin, len(text)):
        depth += (text[at] == text[begin]) - (text[at] == pair)
        if depth == 0:
            return at
    raise ValueError("unbalanced: " + text)


def read_dialplan(path):
    """{context: {extension: [(label, application)]}} and the globals."""
    contexts, variables, context, extension = {}, {}, None, None
    for line in open(path, encoding="utf-8"):
        line = line.strip()
        if not line or line.startswith(";"):
            continue
        if line.startswith("["):
            context = line[1:-1]
        elif context == "globals":
            name, value = line.split("=", 1)
            variables[name] = value
        else:
            name, rest = (part.strip() for part in line.split("=>", 1))
            if name == "exten":
                extension, priority, application = rest.split(",", 2)
            else:
                priority, application = rest.split(",", 1)
            label = re.fullmatch(r"(?:n|1)(?:\((\w+)\))?", priority).group(1)
            contexts.setdefault(context, {}).setdefault(extension, []).append((label, application))
    return contexts, variables


class Hangup(Exception):
    pass


class Channel:
    def __init__(self, dialplan, variables, pressed="", queue=None):
        self.dialplan, self.variables = dialplan, dict(variables)
        self.pressed, self.queue = pressed, queue
        self.headers, self.heard, self.requests = [], [], []

    def run(self, context, extension="s"):
        lines = self.dialplan[context][extension]
        at = 0
        while at < len(lines):
            application, arguments = re.fullmatch(r"(\w+)\((.*)\)", lines[at][1]).groups()
            at += 1
            target = self.execute(application, arguments)
            if target == "return":
                return
            if target:
                at = [label for label, _ in lines].index(target)

    def call(self, context):
        try:
            self.run(context)
        except Hangup:
            pass
        self.run(context, "h")

    def execute(self, application, raw):
        if application == "Set":
            name, value = raw.split("=", 1)
            return self.assign(name.strip(), self.expand(value))
        text = self.expand(raw)
        if application == "GotoIf":
            condition, label = text.rsplit("?", 1)
            return label if condition not in ("", "0") else None
        if application == "Gosub":
            self.run(text.split(",")[0], text.split(",")[1])
        elif application == "Return":
            return "return"
        elif application == "Hangup":
            raise Hangup
        elif application == "Read":
            self.variables[text.split(",")[0]] = self.pressed
        elif application == "Queue":
            self.queue(self, split(text, ",", 20))
        else:
            self.heard.append((application, text))
        return None

    def assign(self, name, value):
        option = re.fullmatch(r"CURLOPT\((\w+)\)", name)
        if not option:
            self.variables[name.lstrip("_")] = value
        elif option.group(1) == "httpheader":
            self.headers.append(value)

    def expand(self, text):
        out, at = "", 0
        while at < len(text):
            if text[at] == "$" and at + 1 < len(text) and text[at + 1] in "{[":
                end = matching(text, at + 1)
                inner = self.expand(text[at + 2 : end])
                out += self.value(inner) if text[at + 1] == "{" else expression(inner)
                at = end + 1
            else:
                out += text[at]
                at += 1
        return out

    def value(self, name):
        function = re.match(r"(\w+)\(", name)
        if not function:
            return self.variables.get(name, "")
        inside = name[function.end() : name.rindex(")")]
        return getattr(self, "fn_" + function.group(1).lower())(inside)

    def fn_curl(self, arguments):
        url, *body = split(arguments, ",", 2)
        request = urllib.request.Request(url, body[0].encode() if body else None)
        request.add_header("User-Agent", "asterisk-libcurl-agent/1.0")
        for header in self.headers:
            name, value = header.split(":", 1)
            assert not request.has_header(name.capitalize()), "sent twice: " + name
            request.add_header(name.strip(), value.strip())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:  # CURL() returns the body whatever the status
            status, text = error.code, error.read().decode()
        self.requests.append((url, status, text))
        return text.rstrip()

    def fn_strftime(self, arguments):
        epoch, zone, form = arguments.split(",", 2)
        assert zone == "UTC"
        return time.strftime(form, time.gmtime(int(epoch)))

    def fn_callerid(self, _):
        return self.variables["CALLERID"]

    def fn_regex(self, arguments):
        pattern, text = re.fullmatch(r'"([^"]*)" (.*)', arguments, re.S).groups()
        return "1" if re.search(pattern, text) else "0"

    def fn_if(self, arguments):
        condition, choices = arguments.split("?", 1)
        yes, no = choices.split(":", 1)
        return yes if condition not in ("", "0") else no


def expression(text):
    left, operator, right = re.fullmatch(r"\s*(.*?)\s*(!=|=|<|>|\*)\s*(.*?)\s*", text, re.S).groups()
    if operator == "*":
        return str(int(left) * int(right))
    if operator in "<>":
        return str(int((float(left) < float(right)) if operator == "<" else (float(left) > float(right))))
    return str(int((left == right) == (operator == "=")))
