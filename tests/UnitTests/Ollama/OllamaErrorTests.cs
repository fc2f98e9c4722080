using System.Net;
using System.Reflection;
using System.Text;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Testing;
using Shouldly;
using Xunit;
using static ChatAi.UnitTests.Ollama.TestOllama;

namespace ChatAi.UnitTests.Ollama;

/// <summary>The error texts of Ollama 0.30 to 0.33, as its source and the transcripts have them.</summary>
public sealed class OllamaErrorTests
{
    public static TheoryData<string, string> OfModels =>
        new()
        {
            { "llama-server process has terminated: exit status 1", "model.crashed" },
            { "llama-server process has terminated: signal: aborted: GGML_ASSERT(n > 0) failed", "model.crashed" },
            { "llama runner process has terminated: exit status 2", "model.crashed" },
            { "llama-server process no longer running: exit status 139 ", "model.crashed" },
            {
                "model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server "
                    + "logs for details",
                "model.crashed"
            },
            { "error reading llama-server response: read tcp 127.0.0.1:1->127.0.0.1:2: wsarecv: closed", "model.crashed" },
            { "error reading llama-server chat response: unexpected EOF", "model.crashed" },
            { "an error was encountered while running the model: unexpected EOF", "model.crashed" },
            { "llama-server chat error: {failed to process}", "model.crashed" },
            { "mlx runner failed: Error: bus error (exit: <nil>)", "model.crashed" },
            { "unexpected server status: llm server error", "model.crashed" },
            {
                "error loading model: check_tensor_dims: tensor missing: this model may be incompatible with your version of Ollama. If "
                    + "you previously pulled this model, try updating it by running `ollama pull m`",
                "model.incompatible"
            },
            {
                "'llama3.2-vision' is no longer compatible with your version of Ollama and has been replaced by a newer version.",
                "model.incompatible"
            },
            { "error loading model: unknown model architecture: 'next'", "pull.ollama-too-old" },
            { "unsupported architecture: NextForCausalLM", "pull.ollama-too-old" },
            { "pull model manifest: 412: this model requires a newer version of Ollama.", "pull.ollama-too-old" },
            { "this model requires MLX support, but the MLX runtime is not available", "model.needs-apple" },
            { "MLX on macOS requires Apple Silicon (arm64), got amd64", "model.needs-apple" },
            { "MLX is not supported on windows", "model.needs-apple" },
            { "tensor \"output.weight\" offset+size (536032) exceeds file size (500000)", "model.cannot-load" },
            { "unsupported tensor \"a\" offset+size exceeds file size", "model.cannot-load" },
            {
                "llama-server process has terminated: exit status 1: error loading model: tensor 'a' data is not within the file bounds",
                "model.cannot-load"
            },
            { "unable to load model: /models/blobs/sha256-1", "model.cannot-load" },
            { "invalid file magic", "model.cannot-load" },
            { "failed to load manifest: invalid character", "model.cannot-load" },
            { "open /root/.ollama/models/blobs/sha256-1: no such file or directory", "model.file-gone" },
            { "model requires more system memory (8.4 GiB) than is available (3.1 GiB)", "model-server.out-of-memory" },
            { "llama-server reported out-of-memory during startup: exit status 1", "model-server.out-of-memory" },
            { "model requires 20 GiB but only 8 GiB are available (after 1 GiB overhead)", "model-server.out-of-memory" },
            { "llama-server process has terminated: signal: killed", "model-server.out-of-memory" },
            { "unable to load full model on GPU", "model-server.out-of-memory" },
            { "timed out waiting for llama-server to start - progress 0.93 - ", "model.load-timed-out" },
            { "timeout waiting for mlx runner to start", "model.load-timed-out" },
            {
                "the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context "
                    + "length in settings",
                "model.context-exceeded"
            },
            { "input length (9000 tokens) exceeds the model's maximum context length (8192 tokens)", "model.context-exceeded" },
            {
                "{\"error\":{\"code\":400,\"message\":\"request (15029 tokens) exceeds the available context size (512 tokens), try "
                    + "increasing it\"}}",
                "model.context-exceeded"
            },
            { "this model does not support audio input", "model.not-capable" },
            { "this model only supports one image while more than one image requested", "model.not-capable" },
            { "template error: template: :3: function \"x\" not defined", "model.template" },
            { "llama-server apply-template error: 500", "model.template" },
            { "ollama cloud is disabled: remote model is unavailable", "model.cloud-disabled" },
            { "this server cannot run this remote model", "model.remote-host-refused" },
            { "rate limit exceeded", "model.cloud-busy" },
            { "server busy, please try again.  maximum pending requests exceeded", "model-server.busy" },
            { "no slots available after 10 retries", "model-server.busy" },
            { "request canceled", "model-server.cancelled" },
            { "option \"temperature\" must be of type float32", "model-server.rejected" },
            { "invalid format: \"\\\"yaml\\\"\"; expected \"json\" or a valid JSON Schema object", "model-server.rejected" },
            { "llama-server stream event exceeded 1048576 bytes", "model-server.unreadable" },
            { "llama-server binary not found (checked: /usr/lib/ollama). Run 'cmake'", "model-server.installation" },
            { "error starting llama-server: exec format error ", "model-server.installation" },
            { "open /root/.ollama/models/blobs/sha256-1: permission denied", "model-server.permission" },
            { "write /root/.ollama/models/blobs/x: no space left on device", "pull.disk-full" },
            { "destination \"a b c\" is invalid", "model.invalid-name" },
            { "model \"nosuch\" not found, try pulling it first", "model.not-found" },
        };

    [Theory]
    [MemberData(nameof(OfModels))]
    public void Has_a_meaning_for_each_text(string said, string code) => OllamaErrors.ForText(said, TinyTest).Code.ShouldBe(code);

    public static TheoryData<string, string> OfPulls =>
        new()
        {
            { "realm host \"\" does not match original host \"registry.example:5000\"", "pull.registry-denied" },
            { "pull model manifest: 401: {\"error\":\"Invalid username or password.\"}", "pull.registry-denied" },
            { "pull model manifest: 403: {\"error\":\"Access to model meta-llama/Llama-3.2-1B is restricted\"}", "pull.registry-denied" },
            { "unauthorized: access denied", "pull.registry-denied" },
            { "http: no Location header in response", "pull.registry-unsupported" },
            { "maximum redirects exceeded (10) for directURL", "pull.registry-unsupported" },
            {
                "pull model manifest: 400: {\"error\":\"Repository is not GGUF or is not compatible with llama.cpp\"}",
                "pull.registry-refused"
            },
            { "pull model manifest: 412: this model requires a newer version of Ollama.", "pull.ollama-too-old" },
            {
                "pull model manifest: Get \"https://r.example/v2/\": http: server gave HTTP response to HTTPS client",
                "pull.registry-insecure"
            },
            {
                "pull model manifest: Get \"https://r.example/v2/\": tls: failed to verify certificate: x509: signed by unknown authority",
                "pull.registry-insecure"
            },
            { "insecure protocol http", "pull.registry-insecure" },
            { "pull model manifest: Get \"https://r.example/v2/\": dial tcp: lookup r.example: no such host", "pull.registry-unreachable" },
            { "pull model manifest: 503: upstream", "pull.registry-busy" },
            { "max retries exceeded: unexpected EOF", "pull.registry-stopped" },
            { "part stalled", "pull.registry-stopped" },
            { "pull model manifest: file does not exist", "pull.no-such-model" },
            { "digest mismatch, file must be downloaded again: want sha256:1, got sha256:2", "pull.corrupt" },
        };

    [Theory]
    [MemberData(nameof(OfPulls))]
    public void Has_a_meaning_for_each_text_of_a_download(string said, string code) =>
        OllamaErrors.ForPull(said, TinyTest).Code.ShouldBe(code);

    [Fact]
    public void Members_never_read_Ollamas_own_words_and_administrators_do()
    {
        foreach (var (said, _) in OfModels.Concat(OfPulls).Select(row => row.Data))
        {
            var error = said.StartsWith("pull ", StringComparison.Ordinal)
                ? OllamaErrors.ForPull(said, TinyTest)
                : OllamaErrors.ForText(said, TinyTest);
            error.Words().ShouldNotContain(said, Case.Insensitive);
            error.Words().ShouldNotContain("OLLAMA_", Case.Sensitive, said);
            error.Words().ShouldNotContain("Models__", Case.Sensitive, said);
            if (error.Kind == ErrorKind.Unavailable)
                error.Words(isAdministrator: true).ShouldContain(OllamaErrors.Shorten(said).TrimEnd('.'));
        }
    }

    public static TheoryData<string> Sentences =>
    [
        .. new[] { typeof(ModelServerErrors), typeof(ModelErrors), typeof(RegistryErrors) }
            .SelectMany(table => table.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.ReturnType == typeof(AppError) && method.Name != nameof(ModelServerErrors.WithWords))

            // Of what only administrators do.
            .Where(method => method.Name is not nameof(RegistryErrors.WillNotFit))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"),
    ];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Members_and_administrators_each_have_a_sentence_of_their_own(string name)
    {
        var table = typeof(ModelErrors).Assembly.GetType($"{typeof(ModelErrors).Namespace}.{name.Split('.')[0]}")!;
        var method = table.GetMethod(name.Split('.')[1])!;

        var error = (AppError)method.Invoke(null, [.. method.GetParameters().Select(ValueOf)])!;

        error.Words(isAdministrator: true).ShouldNotBe(error.Words());
        error.Words(isAdministrator: true).ShouldNotContain("tell an administrator", Case.Insensitive);
        error.Words().ShouldNotMatch("OLLAMA_|__|“ollama |\\.pub|log\\b");
    }

    [Fact]
    public void Each_row_is_what_some_text_means()
    {
        var texts = OfModels.Concat(OfPulls).Select(row => row.Data.Item1).ToList();

        OllamaErrorTexts.Rows.Where(row => !texts.Any(row.Words.IsMatch)).Select(row => row.Words.ToString()).ShouldBeEmpty();
    }

    private static object? ValueOf(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(ModelName) => TinyTest,
        var type when type == typeof(string) => "host.example",
        var type when type == typeof(TimeSpan) => TimeSpan.FromMinutes(1),
        _ => null,
    };

    [Fact]
    public void Has_a_meaning_for_each_text_of_the_transcripts()
    {
        var texts = Transcript
            .All.Where(t =>
                t.Path.StartsWith("/api/", StringComparison.Ordinal) && !t.Path.StartsWith("/api/blobs/", StringComparison.Ordinal)
            )
            .SelectMany(t =>
                Encoding
                    .UTF8.GetString(t.Body)
                    .Split('\n')
                    .Select(line => (t.Path, Said: ErrorBody.Parse(Encoding.UTF8.GetBytes(line))?.Error))
            )
            .Where(text => text.Said is not null)
            .Distinct()
            .ToList();

        texts.Count.ShouldBeGreaterThan(30);
        texts
            .Where(text =>
                (text.Path == "/api/pull" ? OllamaErrors.ForPull(text.Said!, TinyTest) : OllamaErrors.ForText(text.Said!, TinyTest)).Code
                == ModelServerErrors.UnknownCode
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_text_gets_a_general_sentence()
    {
        var error = OllamaErrors.ForText("the flux capacitor at /srv/ollama is empty", TinyTest);

        error.Code.ShouldBe(ModelServerErrors.UnknownCode);
        error.Words().ShouldNotContain("flux");
        error.Words(isAdministrator: true).ShouldContain("Ollama reports: the flux capacitor at /srv/ollama is empty.");
    }

    [Fact]
    public void A_cloud_model_without_a_sign_in_tells_administrators_where_to_sign_in()
    {
        var answer = ErrorBody.Parse("""{"error":"unauthorized","signin_url":"https://ollama.com/connect?name=box&key=abc"}"""u8);

        var error = OllamaErrors.ForStatus(HttpStatusCode.Unauthorized, answer, TinyTest);

        error.Code.ShouldBe("model.cloud-sign-in");
        error.Words().ShouldNotContain("https://");
        error.Words(isAdministrator: true).ShouldContain("https://ollama.com/connect?name=box&key=abc");
    }

    [Fact]
    public void A_request_that_Ollama_gave_up_may_be_tried_again() =>
        OllamaErrors.ForStatus((HttpStatusCode)499, new ErrorAnswer("the caller left"), TinyTest).Code.ShouldBe("model-server.cancelled");

    [Fact]
    public void A_proxy_that_wants_a_key_is_named_to_administrators() =>
        OllamaErrors.ForStatus(HttpStatusCode.Unauthorized, null, TinyTest).Words(isAdministrator: true).ShouldContain("Ollama__ApiKey");

    [Fact]
    public void Tells_by_how_much_a_request_does_not_fit() =>
        OllamaErrors.ForText("request (15029 tokens) exceeds the available context size (512 tokens), try increasing it", TinyTest).Words()
            .ShouldContain("15,029 tokens, but tinytest:latest has a context length of 512");

    [Fact]
    public void What_Ollama_reports_is_stored_and_shown_to_administrators_alone()
    {
        var stored = Reason.Parse(RegistryErrors.DiskFull().WithWords("write x.").Reason.ToString());

        stored.Words().ShouldBe(RegistryErrors.DiskFull().Words());
        stored.Words(isAdministrator: true).ShouldBe($"{RegistryErrors.DiskFull().Words(isAdministrator: true)} Ollama reports: write x.");
    }
}
