using System.Net;
using ChatAi.Application.Accounts;
using ChatAi.Application.Files;
using ChatAi.Application.Limits;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Ollama;
using ChatAi.IntegrationTests.Files;
using ChatAi.OllamaSimulator;
using ChatAi.WebUI.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatAi.IntegrationTests.Common;

/// <summary>The whole portal on a loopback port, with its own SQLite file and its own simulated Ollama.</summary>
public sealed class Portal : IAsyncDisposable
{
    public const string RootName = "mara.keller";
    public const string Password = "correct horse battery";

    private readonly Dictionary<string, string> _settings;
    private readonly TimeProvider _time;
    private readonly PortalChanges _changes;
    private Host _host;

    private Portal(
        SimulatedOllama ollama,
        string dataDirectory,
        Dictionary<string, string> settings,
        TimeProvider time,
        PortalChanges changes
    )
    {
        _time = time;
        _changes = changes;
        Ollama = ollama;
        DataDirectory = dataDirectory;
        _settings = settings;
        _host = Start();
    }

    public SimulatedOllama Ollama { get; }

    public string DataDirectory { get; }

    public Uri Address => _host.ClientOptions.BaseAddress;

    public IServiceProvider Services => _host.Services;

    /// <summary>Where pages find a script, a style sheet or an icon that is named from wwwroot.</summary>
    public string FileAddress(string file) => Services.GetRequiredService<PageFiles>().AddressOf(file)[1..];

    /// <param name="settings">As environment variables would set them, with <c>:</c> between the parts.</param>
    /// <param name="time">Of the portal alone; Ollama has its own.</param>
    /// <param name="changes">What is otherwise than in a portal that is started as usual.</param>
    public static async Task<Portal> StartAsync(
        SimulatorOptions? options = null,
        Dictionary<string, string>? settings = null,
        TimeProvider? time = null,
        PortalChanges? changes = null
    )
    {
        var ollama = await SimulatedOllama.StartAsync(options);
        var data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
        var all = new Dictionary<string, string>(settings ?? [])
        {
            ["DATA_DIR"] = data,
            ["Accounts:Registration"] = settings?.GetValueOrDefault("Accounts:Registration") ?? "Open",
        };
        all.TryAdd("Logging:LogLevel:Default", "Error");

        // Files as they are published: while they are edited, a route that takes every path answers 404 in the place of 405.
        all.TryAdd("ReloadStaticAssetsAtRuntime", "false");

        // A title is one more question to the model, which tests that count them do not expect.
        all.TryAdd("Chats:TitlesByModel", "false");
        // Tests ask more in a minute than people do, and the limits have tests of their own.
        all.TryAdd("Limits:MessagesPerMinute", "100000");
        all.TryAdd("Limits:OpenAnswers", "10000");
        all.TryAdd("Limits:PullsPerMinute", "10000");
        all.TryAdd("Limits:SearchesPerMinute", "100000");
        all.TryAdd("Limits:SignInRequestsPerMinute", "100000");
        all.TryAdd("Limits:RegistrationsPerHour", "100000");
        all.TryAdd("Files:UploadsPerHour", "100000");
        all.TryAdd("Files:MegabytesKeptFree", "0");
        all.TryAdd("OLLAMA_HOST", ollama.Address.ToString());
        if (changes is not { Migrates: true }) await TemplateStore.CopyToAsync(Path.Combine(data, "chatai.db"));
        return new Portal(ollama, data, all, time ?? TimeProvider.System, changes ?? new PortalChanges());
    }

    /// <summary>Somebody with a browser and no account yet.</summary>
    public Visitor Visit(IPAddress? from = null) => new(Address, from);

    /// <summary>The first account, signed in.</summary>
    public async Task<Visitor> RegisterRootAsync()
    {
        var visitor = Visit();
        var answer = await visitor.PostFormAsync("/register_root", Credentials(RootName));
        if ((int)answer.StatusCode is not (302 or 303)) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return visitor;
    }

    public async Task<Visitor> RegisterMemberAsync(string name)
    {
        var visitor = Visit();
        var answer = await visitor.PostFormAsync("/register_user", Credentials(name));
        if ((int)answer.StatusCode is not (302 or 303)) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return visitor;
    }

    /// <summary>An account that is stored by the portal and signed in by its page, whoever may register.</summary>
    internal async Task<Visitor> RegisterAsync(string name, UserRole role)
    {
        var user = User.Member(UserName.From(name), UserStatus.Active, TimeProvider.System.GetUtcNow());
        user.ChangeRole(role);
        await CreateAccountAsync(user);
        var visitor = Visit();
        var answer = await visitor.PostFormAsync("/login", Credentials(name));
        if ((int)answer.StatusCode is not (302 or 303)) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return visitor;
    }

    internal async Task CreateAccountAsync(User user)
    {
        var created = await InScopeAsync(services =>
            services.GetRequiredService<IAccounts>().CreateAsync(user, Password, CancellationToken.None)
        );
        if (!created.IsSuccess)
            throw new InvalidOperationException(created.Error.ToString());
    }

    public static Dictionary<string, string> Credentials(string name, string? password = null, string? confirmation = null) => new()
    {
        ["username"] = name,
        ["password"] = password ?? Password,
        ["confirm_password"] = confirmation ?? password ?? Password,
    };

    /// <summary>Stops in good order and starts again on the same data.</summary>
    /// <param name="changes">Settings that are to change.</param>
    public async Task RestartAsync(Dictionary<string, string>? changes = null)
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        foreach (var (key, value) in changes ?? []) _settings[key] = value;
        _host = Start();
    }

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();

        // A pool of connections has a timer that would keep the whole portal in memory.
        SqliteConnection.ClearAllPools();
        await Ollama.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private Host Start()
    {
        var host = new Host(_settings, _time, _changes);

        // Not UseKestrel(0): it sets the address after the portal has been built, when its own thread may be listening already
        // (dotnet/aspnetcore#67714).
        host.UseKestrel(server => server.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (_changes.IsSecure) listen.UseHttps(SelfSigned.ForLoopback());
        }));
        host.StartServer();
        host.Lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        return host;
    }

    private sealed class Host(Dictionary<string, string> settings, TimeProvider time, PortalChanges changes)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureServices((context, services) =>
            {
                services.AddSingleton(time);

                // Tests set what is constant for others, under the same names.
                services.Configure<LimitsOptions>(options => BindAll(context, LimitsOptions.Section, options));
                services.Configure<ModelsOptions>(options => BindAll(context, ModelsOptions.Section, options));
                services.Configure<OllamaOptions>(options => BindAll(context, OllamaOptions.Section, options));
                services.Configure<FilesOptions>(options => BindAll(context, FilesOptions.Section, options));

                // The program of this process is the tests.
                services.AddSingleton(FileReaders.Portal);

                if (!changes.HashesInEarnest) services.AddSingleton<IPasswordHasher<User>, QuickHasher>();
                changes.Services(services);
            });
        }

        /// <summary>Of the program. A test may already have stopped it with all its services.</summary>
        public IHostApplicationLifetime Lifetime { get; set; } = null!;

        /// <summary>Lets the program stop itself. The factory would stop it while the program already disposes of its services.</summary>
        public async Task StopAsync()
        {
            var stopped = new TaskCompletionSource();
            await using var registration = Lifetime.ApplicationStopped.Register(() => stopped.TrySetResult());
            Lifetime.StopApplication();
            await stopped.Task;
        }

        private static void BindAll(WebHostBuilderContext context, string section, object options) =>
            context.Configuration.GetSection(section).Bind(options, binder => binder.BindNonPublicProperties = true);
    }
}

public sealed record PortalChanges
{
    /// <summary>Listens with HTTPS, and a certificate that nobody vouches for.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Hashes a password as often as the portal does it, which takes longer than most tests.</summary>
    public bool HashesInEarnest { get; init; }

    /// <summary>Begins without a store, as the first start of all.</summary>
    public bool Migrates { get; init; }

    public Action<IServiceCollection> Services { get; init; } = _ => { };
}
