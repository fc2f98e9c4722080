using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Chats;
using ChatAi.Infrastructure.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Persistence;

internal sealed class ApplicationDbContext : DbContext, IApplicationDbContext, IStoreConnection
{
    private readonly ICurrentUser _user;
    private readonly IOptions<ModelsOptions> _models;
    private readonly ChatVersions? _versions;

    /// <param name="versions">Null where no page follows the chats.</param>
    public ApplicationDbContext(
        DbContextOptions<ApplicationDbContext> options, ICurrentUser user, IOptions<ModelsOptions> models, ChatVersions? versions = null)
        : base(options)
    {
        _user = user;
        _models = models;
        _versions = versions;

        // WriteLockInterceptor sees transactions, so a single statement needs one, too.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    public DbSet<User> Users => Set<User>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<AccountPolicy> AccountPolicies => Set<AccountPolicy>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();

    public DbSet<Chat> Chats => Set<Chat>();

    public DbSet<Message> Messages => Set<Message>();

    /// <summary>Text of answers that are being written, or whose end a crash prevented.</summary>
    public DbSet<AnswerChunk> AnswerChunks => Set<AnswerChunk>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<FileBlock> FileBlocks => Set<FileBlock>();

    public DbSet<FileText> FileTexts => Set<FileText>();

    public DbSet<Model> Models => Set<Model>();

    public DbSet<ModelPull> ModelPulls => Set<ModelPull>();

    public DbSet<ModelRequest> ModelRequests => Set<ModelRequest>();

    public DbSet<ModelPolicy> ModelPolicies => Set<ModelPolicy>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    // Read by the query filters when a query runs, not when the model is built.
    private UserId? OwnerId => _user.Id;

    private bool AllowsRemote => _models.Value.AllowRemote;

    public bool KeepsConnection { get; private set; }

    public void Keep() => KeepsConnection = true;

    public void Forget() => ChangeTracker.Clear();

    public bool IsConflict(DbUpdateException exception) => StoreErrors.IsConflict(exception);

    public async Task<Result> InTransactionAsync(Func<Task<Result>> work)
    {
        await using var transaction = await Database.BeginTransactionAsync(CancellationToken.None);
        var result = await work();
        if (result.IsSuccess) await transaction.CommitAsync(CancellationToken.None);
        else Forget();
        return result;
    }

    // The other interceptors belong to the options, which are made once.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        if (_versions is not null) optionsBuilder.AddInterceptors(_versions);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<UserId>().HaveConversion<UserIdConverter>();
        configurationBuilder.Properties<SessionId>().HaveConversion<SessionIdConverter>();

        configurationBuilder.Properties<InvitationId>().HaveConversion<InvitationIdConverter>();
        configurationBuilder.Properties<ChatId>().HaveConversion<ChatIdConverter>();
        configurationBuilder.Properties<MessageId>().HaveConversion<MessageIdConverter>();
        configurationBuilder.Properties<FileId>().HaveConversion<FileIdConverter>();
        configurationBuilder.Properties<ModelPullId>().HaveConversion<ModelPullIdConverter>();
        configurationBuilder.Properties<ModelRequestId>().HaveConversion<ModelRequestIdConverter>();
        configurationBuilder.Properties<ChatTitle>().HaveConversion<ChatTitleConverter>().HaveMaxLength(ChatTitle.MaxLength);
        configurationBuilder
            .Properties<ModelName>()
            .HaveConversion<ModelNameConverter>()
            .HaveMaxLength(ModelName.MaxLength)
            .UseCollation("NOCASE");
        configurationBuilder.Properties<Reason>().HaveConversion<ReasonConverter>();
        configurationBuilder.Properties<PartData>().HaveConversion<PartDataConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<long>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ApplicationDbContext).Assembly);
        modelBuilder.Entity<Session>().HasQueryFilter(IApplicationDbContext.OwnerFilter, s => s.UserId == OwnerId);
        modelBuilder.Entity<ModelRequest>().HasQueryFilter(IApplicationDbContext.OwnerFilter, r => r.AskedBy == OwnerId);
        modelBuilder.Entity<Chat>().HasQueryFilter(IApplicationDbContext.OwnerFilter, c => c.OwnerId == OwnerId);
        modelBuilder.Entity<Message>().HasQueryFilter(
            IApplicationDbContext.OwnerFilter, m => Chats.Any(c => c.Id == m.ChatId && c.OwnerId == OwnerId));
        modelBuilder.Entity<Message>().HasQueryFilter(IApplicationDbContext.DeletedFilter, m => m.DeletedAt == null);
        modelBuilder.Entity<StoredFile>().HasQueryFilter(IApplicationDbContext.OwnerFilter, f => f.OwnerId == OwnerId);
        modelBuilder.Entity<FileText>().HasQueryFilter(
            IApplicationDbContext.OwnerFilter, t => Files.Any(f => f.Id == t.FileId && f.OwnerId == OwnerId));
        modelBuilder.Entity<FileBlock>().HasQueryFilter(
            IApplicationDbContext.OwnerFilter, b => Files.Any(f => f.Id == b.FileId && f.OwnerId == OwnerId));
        modelBuilder.Entity<Model>().HasQueryFilter(IApplicationDbContext.MissingFilter, m => m.MissingSince == null);
        modelBuilder.Entity<Model>().HasQueryFilter(
            IApplicationDbContext.RemoteFilter, m => AllowsRemote || (m.Facts.RemoteHost == null && m.ShownRemoteHost == null));
    }
}
