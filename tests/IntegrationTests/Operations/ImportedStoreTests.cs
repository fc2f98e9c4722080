using ChatAi.Infrastructure.Import;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>Imports into a store that no portal has open, without a process of their own.</summary>
public abstract class ImportedStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private DataDirectory _data = null!;

    private protected LegacyPortal Old => field ??= new LegacyPortal(Path.Combine(_folder, "old"));

    private protected ApplicationDbContext Db { get; private set; } = null!;

    protected string Store => _data.Store;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _data = DataDirectory.Open(
            new ConfigurationBuilder().AddInMemoryCollection([new("DATA_DIR", Path.Combine(_folder, "data"))]).Build()
        );
        Db = OperatorStore.Open(_data);
        await new StorePreparation(_data, TimeProvider.System, NullLogger.Instance).RunAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task<ImportReport> ImportAsync(int? cutChatsAt = null)
    {
        using var files = LegacyFiles.Open(Old.Write(cutChatsAt));
        return await new LegacyImport(Db, TimeProvider.System).RunAsync(files, Cancellation);
    }
}
