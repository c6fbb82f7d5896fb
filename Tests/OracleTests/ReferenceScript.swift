/// The program that answers for the independent implementation, in Python: JSON lines in, JSON lines out.
///
/// The first line declares the variables. An empty line ends a batch; only then are the answers written, so that
/// neither side waits for the other with a full pipe.
enum ReferenceScript {
    static let text = #"""
        import datetime, json, os, sys
        from cel_expr_python import cel
        from cel_expr_python.ext import ext_bindings, ext_encoders, ext_math, ext_optional, ext_strings

        class Failure(Exception):
            pass

        class IsOptional(Exception):
            pass

        class Unreadable(Exception):
            pass

        # Some releases of the binding give None away once too often; before Python 3.12 that ends the process.
        NONES = [None] * 5_000_000

        LIBRARIES = "extensions:\n  - name: two-var-comprehensions\n  - name: lists\n  - name: sets\n"
        EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)

        def environment(variables):
            return cel.NewEnv(
                config=cel.NewEnvConfigFromYaml(LIBRARIES),
                variables={name: cel.Type(text) for name, text in variables.items()},
                extensions=[ext_bindings.ExtBindings(), ext_encoders.ExtEncoders(), ext_math.ExtMath(),
                            ext_optional.ExtOptional(), ext_strings.ExtStrings()])

        def plain(typed):
            (label, value), = typed.items()
            if label in ("int", "uint"): return int(value)
            if label == "double": return float(value)
            if label == "bytes": return bytes(value)
            if label == "list": return [plain(element) for element in value]
            if label == "map": return {plain(key): plain(content) for key, content in value}
            if label in ("timestamp", "duration"):
                span = datetime.timedelta(seconds=int(value["seconds"]), microseconds=value["nanos"] // 1000)
                return EPOCH + span if label == "timestamp" else span
            return value

        def parts(seconds, nanos):
            return {"seconds": str(seconds), "nanos": nanos}

        # Python's own times end at microseconds; the text of a value has all its digits.
        def fraction(text):
            return int((text + "000000000")[:9])

        def timestamp(value):
            text = str(value).removesuffix("Z")
            whole, _, digits = text.partition(".")
            moment = value.value().replace(microsecond=0)
            span = moment - EPOCH
            return parts(span.days * 86400 + span.seconds, fraction(digits))

        UNITS = {"h": 3600 * 10**9, "m": 60 * 10**9, "s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}

        def duration(text):
            sign = -1 if text.startswith("-") else 1
            total, number, rest = 0, "", text.lstrip("-")
            while rest and rest != "0":
                number = rest[:len(rest) - len(rest.lstrip("0123456789."))]
                rest = rest[len(number):]
                unit = rest[:len(rest) - len(rest.lstrip("hmsun"))] if rest[:2] not in UNITS else rest[:2]
                rest = rest[len(unit):]
                whole, _, digits = number.partition(".")
                size = UNITS[unit]
                total += int(whole or 0) * size + (int(digits) * size // 10 ** len(digits) if digits else 0)
            total *= sign
            seconds = abs(total) // 10**9 * (1 if total >= 0 else -1)
            return parts(seconds, total - seconds * 10**9)

        def key(value):
            if isinstance(value, bool): return {"bool": value}
            if isinstance(value, int): return {"int": str(value)} if value < 2**63 else {"uint": str(value)}
            return {"string": value}

        def typed(value):
            kind = value.type().name()
            try:
                content = value.value()
            except TypeError:
                raise IsOptional() if kind == "ERROR" else Unreadable("a string that is not UTF-8")
            if kind == "ERROR": raise Failure(str(content))
            if kind == "NULL": return {"null": None}
            if kind == "BOOL": return {"bool": content}
            if kind == "INT": return {"int": str(content)}
            if kind == "UINT": return {"uint": str(content)}
            if kind == "DOUBLE": return {"double": repr(content)}
            if kind == "STRING": return {"string": content}
            if kind == "BYTES": return {"bytes": list(content)}
            if kind == "TIMESTAMP": return {"timestamp": timestamp(value)}
            if kind == "DURATION": return {"duration": duration(str(value))}
            if kind == "TYPE": return {"type": str(value).partition("<")[0]}
            try:
                if kind.startswith("LIST"): return {"list": [typed(element) for element in content]}
                if kind.startswith("MAP"): return {"map": [[key(k), typed(v)] for k, v in content.items()]}
            except IsOptional:
                raise Unreadable("an optional in a container")
            raise Failure("a value of type " + kind)

        def evaluate(env, text, unchecked, data):
            return typed(env.compile(text, disable_check=unchecked).eval(data=data))

        # Python has no form for an optional: what it holds is asked for.
        def unwrapped(env, text, unchecked, data):
            held = "(%s\n).hasValue() ? [(%s\n).value()] : []" % (text, text)
            content = evaluate(env, held, unchecked, data)["list"]
            return {"optional": content[0] if content else None}

        def answer(env, request):
            arguments = request["expr"], request.get("unchecked", False)
            data = {name: plain(value) for name, value in request["bindings"].items()}
            try:
                try:
                    return {"value": evaluate(env, *arguments, data)}
                except IsOptional:
                    return {"value": unwrapped(env, *arguments, data)}
            except Unreadable as reason:
                return {"unreadable": str(reason)}
            except Exception as error:
                return {"error": str(error)}

        env = environment(json.loads(sys.stdin.readline()))
        batch = []
        for line in sys.stdin:
            if line.strip():
                batch.append(json.loads(line))
                continue
            for request in batch:
                sys.stdout.write(json.dumps(answer(env, request)) + "\n")
            batch = []
            sys.stdout.flush()
        os._exit(0)  # Tidying up would give the Nones away after all.

        """#
}
